/** Begin: the language, the page, the engine that warms up while a photo is chosen. */
import { render } from 'preact';
import { App } from './page/app/App.jsx';
import { keepFocus } from './page/app/focus.js';
import { listenForFiles } from './page/app/intake.js';
import { beginKeeping } from './page/app/keep.js';
import { beginOffline, pageStays } from './page/app/offline.js';
import { listenForKeys } from './page/app/shortcuts.js';
import { followTitle } from './page/app/title.js';
import { engine } from './page/platform/engine.js';
import { beginLanguage } from './page/platform/language.js';
import { metered } from './page/platform/media.js';
import { firstLook } from './page/session/first-look.js';

await beginLanguage();

render(<App />, /** @type {HTMLElement} */ (document.getElementById('app')));
followTitle();
listenForKeys();
keepFocus();
listenForFiles();
beginOffline();
beginKeeping();
// Where bytes cost money, the runtime waits for the first photo.
if ((await pageStays()) && !metered()) engine.warm({ firstLook: firstLook.value });
