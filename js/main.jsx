/** Begin: the language, the page, the engine that warms up while a photo is chosen. */
import { render } from 'preact';
import { App } from './page/App.jsx';
import { keepFocus } from './page/keys/focus.js';
import { listenForKeys } from './page/keys/page-keys.js';
import { setLanguage } from './page/shell/Sheets.jsx';
import { followTitle } from './page/shell/title.js';
import { engine } from './page/state/engine.js';
import { listenForFiles } from './page/state/intake.js';
import { metered } from './page/state/media.js';
import { beginOffline, pageStays } from './page/state/offline.js';
import { remembered } from './page/state/prefs.js';

const wanted = remembered('lang', navigator.language.startsWith('de') ? 'de' : 'en');
setLanguage(wanted === 'de' ? 'de' : 'en');

render(<App />, /** @type {HTMLElement} */ (document.getElementById('app')));
followTitle();
listenForKeys();
keepFocus();
listenForFiles();
beginOffline();
// Where bytes cost money, the runtime waits for the first photo.
if ((await pageStays()) && !metered()) engine.warm();
