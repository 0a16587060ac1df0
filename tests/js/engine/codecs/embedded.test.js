import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adobeTransform, embeddedProfile, isSound } from '../../../../js/engine/codecs/embedded.js';

/** A profile of one tag. @param {string} space */
function profile(space) {
  const out = Buffer.alloc(160);
  out.writeUInt32BE(160, 0);
  out.write(space, 16, 'latin1');
  out.write('acsp', 36, 'latin1');
  out.writeUInt32BE(1, 128);
  out.writeUInt32BE(144, 136);
  out.writeUInt32BE(16, 140);
  return new Uint8Array(out);
}

/** @param {number} marker @param {Uint8Array} body */
function segment(marker, body) {
  return Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body]);
}

test('a profile in pieces, in any order, is one profile', () => {
  const whole = profile('RGB ');
  const piece = (/** @type {number} */ number, /** @type {Uint8Array} */ part) =>
    segment(0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0', 'latin1'), Buffer.from([number, 2]), part]));
  const adobe = segment(0xee, Buffer.from('Adobe\0d\0\0\0\0\x02', 'latin1'));
  const pieces = [piece(2, whole.subarray(100)), piece(1, whole.subarray(0, 100))];
  const file = new Uint8Array(Buffer.concat([Buffer.from([0xff, 0xd8]), adobe, ...pieces, Buffer.from([0xff, 0xda, 0, 2])]));
  assert.deepEqual(embeddedProfile(file, 'image/jpeg'), whole);
  assert.equal(adobeTransform(file), 2);
  for (let length = 0; length < file.length; length += 1) embeddedProfile(file.subarray(0, length), 'image/jpeg');
});

test('a profile is sound where its parts lie inside it and it is for such pixels', () => {
  assert.ok(isSound(profile('RGB ')));
  assert.ok(!isSound(profile('GRAY'), ['RGB ']));
  assert.ok(!isSound(profile('RGB ').subarray(0, 150)));
  assert.ok(!isSound(new Uint8Array(400).fill(120)));
  const beyond = profile('RGB ');
  beyond[142] = 9;
  assert.ok(!isSound(beyond));
});
