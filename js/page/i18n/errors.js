/** Failures: what happened, then what is safe and what to do. Keyed by the engine's codes, whose English is the engine's own. */
import { MESSAGES } from '../../engine/errors.js';

/** @type {Record<import('../../engine/errors.js').ErrorCode, string>} */
const GERMAN = {
  not_image: 'Diese Datei ist kein Foto. Speichern Sie sie als JPEG, PNG oder WebP und fügen Sie sie wieder hinzu.',
  unread_kind:
    'Wispcut kann {kind}-Fotos in diesem Browser nicht lesen. Speichern Sie es als JPEG, PNG oder WebP und fügen Sie es wieder hinzu.',
  empty_file: 'Diese Datei ist leer. Wählen Sie das Foto erneut aus.',
  truncated: 'Dieses Foto ist abgeschnitten. Ein Teil der Datei fehlt. Kopieren Sie es erneut vom Ursprung und fügen Sie es wieder hinzu.',
  too_large:
    'Zu groß für dieses Gerät. Bis zu {limit} Megapixel passen hier; dieses hat {megapixels}. Verkleinern Sie es und fügen Sie es wieder hinzu.',
  large_file:
    'Diese Datei ist zu groß. Bis zu {limit} MB werden gelesen; diese hat {megabytes} MB. Speichern Sie sie als JPEG und fügen Sie sie wieder hinzu.',
  no_foreground: 'Kein Motiv gefunden. Malen Sie eines mit Behalten oder wählen Sie ein anderes Foto.',
  bad_mask: 'Diese Maske lässt sich nicht lesen. Speichern Sie sie als PNG und wählen Sie sie erneut.',
  bad_settings: 'Eine Einstellung passt nicht. Ihr Foto ist noch da. Setzen Sie die Einstellungen zurück und versuchen Sie es erneut.',
  load_failed:
    'Ein Teil von Wispcut wurde nicht geladen. Foto und Einstellungen sind noch da. Prüfen Sie die Verbindung und versuchen Sie es erneut.',
  damaged_file:
    'Ein Teil von Wispcut kam beschädigt an. Ihr Foto ist noch da. Versuchen Sie es erneut; hilft das nicht, laden Sie die Seite neu.',
  package_failed:
    'Ein Teil von Wispcut startet nicht. Ihr Foto ist noch da. Versuchen Sie es erneut; hilft das nicht, laden Sie die Seite neu.',
  model_failed: 'Die KI wurde nicht geladen. Foto und Einstellungen sind noch da. Prüfen Sie die Verbindung und versuchen Sie es erneut.',
  worker_died:
    'Ein Helfer ist ausgefallen, wohl weil Speicher fehlt. Foto und Einstellungen sind noch da. Schließen Sie andere Tabs oder wählen Sie Schnell und versuchen Sie es erneut.',
  out_of_memory:
    'Dem Browser ging der Speicher aus. Foto und Einstellungen sind noch da. Schließen Sie andere Tabs oder wählen Sie Schnell und versuchen Sie es erneut.',
  storage_full: 'Der Speicher ist voll. Geben Sie {megabytes} MB frei und fahren Sie dann fort.',
  no_background: 'Das Hintergrundbild fehlt. Wählen Sie das Hintergrundbild erneut aus.',
  encode_failed: 'Das Bild ließ sich nicht schreiben. Der Freisteller ist noch da. Versuchen Sie es erneut.',
  internal:
    'Wispcut hat unerwartet angehalten. Foto und Einstellungen sind noch da. Versuchen Sie es erneut oder wählen Sie ein anderes Foto.',
};

/** @type {import('./index.js').Rows} */
const engine = Object.fromEntries(
  Object.entries(MESSAGES).map(([code, english]) => [`error.${code}`, [english, GERMAN[/** @type {keyof typeof GERMAN} */ (code)]]]),
);

/** @type {import('./index.js').Rows} */
export const errors = {
  ...engine,
  'error.nothing_pasted': [
    'There is no photo on the clipboard. Copy one and paste again.',
    'In der Zwischenablage ist kein Foto. Kopieren Sie eines und fügen Sie es erneut ein.',
  ],
  'error.nothing_dropped': [
    'There is no photo in what you dropped. Drop photos, or a folder that holds some.',
    'In dem, was Sie abgelegt haben, ist kein Foto. Legen Sie Fotos ab oder einen Ordner, der welche enthält.',
  ],
  'error.no_file_dropped': [
    'What you dropped is a link or text, not a photo. Save the photo on this device, then drop the file.',
    'Was Sie abgelegt haben, ist ein Link oder Text, kein Foto. Speichern Sie das Foto auf diesem Gerät und legen Sie dann die Datei ab.',
  ],
  'error.unreadable_drop': [
    'The browser could not read what you dropped. Add the photos with Choose photo.',
    'Der Browser konnte nicht lesen, was Sie abgelegt haben. Fügen Sie die Fotos mit „Foto auswählen“ hinzu.',
  ],
  'error.unreadable_launch': [
    'The browser could not read what you opened. Add the photos with Choose photo.',
    'Der Browser konnte nicht lesen, was Sie geöffnet haben. Fügen Sie die Fotos mit „Foto auswählen“ hinzu.',
  ],
  'error.bad_image': [
    'This background image cannot be read. Save it as JPEG, PNG or WebP and choose it again.',
    'Dieses Hintergrundbild lässt sich nicht lesen. Speichern Sie es als JPEG, PNG oder WebP und wählen Sie es erneut.',
  ],
  'alert.again': ['Try again', 'Erneut versuchen'],
  'alert.fast': ['Use Fast and try again', 'Schnell wählen und erneut versuchen'],
  'alert.reset': ['Reset and try again', 'Zurücksetzen und erneut versuchen'],
  'alert.paint': ['Paint with Keep', 'Mit Behalten malen'],
  'alert.reload': ['Reload the page', 'Seite neu laden'],
  'alert.close': ['Close', 'Schließen'],
  'alert.details': ['Details', 'Einzelheiten'],
  'alert.stage': ['Stage', 'Schritt'],
  'alert.code': ['Code', 'Code'],
  'alert.copy': ['Copy', 'Kopieren'],
  'alert.copied': ['Copied', 'Kopiert'],
};
