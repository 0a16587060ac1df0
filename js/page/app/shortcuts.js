/** Keys that act everywhere on the page. */

import { redo, undo } from '../document/document.js';
import { dropStroke, painting, stopPainting, stroke } from '../features/brush/brush.js';
import { cancelDownload, download, writing } from '../features/export/download.js';
import { eyedropper, putAway } from '../features/panel/eyedropper.js';
import { haltQueue, listShown, openId, working } from '../features/queue/queue.js';
import { downloadZip } from '../features/queue/zip.js';
import { cancel, run } from '../session/run.js';
import { sheet } from '../ui/sheet.js';
import { CHOOSE_ID } from './ChooseInput.jsx';

export function listenForKeys() {
  addEventListener('keydown', (event) => {
    if (sheet.value || event.defaultPrevented) return;
    if (event.key === 'Escape') return void stepBack();
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const act = {
      o: () => document.getElementById(CHOOSE_ID)?.click(),
      s: () => (listShown.value ? downloadZip() : download('cutout')),
      z: event.shiftKey ? redo : undo,
      y: redo,
    }[event.key.toLowerCase()];
    if (!act || (isTyping(event.target) && 'zy'.includes(event.key.toLowerCase()))) return;
    event.preventDefault();
    act();
  });
}

function stepBack() {
  if (eyedropper.value) putAway();
  else if (stroke.value) dropStroke();
  else if (painting.value) stopPainting();
  else if (writing.value) cancelDownload();
  else if (run.value) cancel();
  else if (working.value && openId.value === null) haltQueue();
}

/** A field where Ctrl+Z belongs to the text. @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLInputElement && ['text', 'number', 'search'].includes(target.type);
}
