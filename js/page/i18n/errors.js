/** Failures: what happened, then what is safe and what to do. Keyed by the engine's codes. */

/** @type {import('./index.js').Rows} */
export const errors = {
  'error.not_image': [
    'This file is not a photo. Save it as JPEG, PNG or WebP and add it again.',
    'Diese Datei ist kein Foto. Speichern Sie sie als JPEG, PNG oder WebP und fügen Sie sie wieder hinzu.',
  ],
  'error.unread_kind': [
    'Wispcut cannot read {kind} photos in this browser. Save it as JPEG, PNG or WebP and add it again.',
    'Wispcut kann {kind}-Fotos in diesem Browser nicht lesen. Speichern Sie es als JPEG, PNG oder WebP und fügen Sie es wieder hinzu.',
  ],
  'error.empty_file': ['This file is empty. Choose the photo again.', 'Diese Datei ist leer. Wählen Sie das Foto erneut aus.'],
  'error.truncated': [
    'This photo is cut off. A part of the file is missing. Copy it again from where it came and add it again.',
    'Dieses Foto ist abgeschnitten. Ein Teil der Datei fehlt. Kopieren Sie es erneut vom Ursprung und fügen Sie es wieder hinzu.',
  ],
  'error.too_large': [
    'Too large for this device. Up to {limit} megapixels fit here; this one has {megapixels}. Make it smaller and add it again.',
    'Zu groß für dieses Gerät. Bis zu {limit} Megapixel passen hier; dieses hat {megapixels}. Verkleinern Sie es und fügen Sie es wieder hinzu.',
  ],
  'error.large_file': [
    'This file is too large. Up to {limit} MB are read; this one has {megabytes} MB. Save it as JPEG and add it again.',
    'Diese Datei ist zu groß. Bis zu {limit} MB werden gelesen; diese hat {megabytes} MB. Speichern Sie sie als JPEG und fügen Sie sie wieder hinzu.',
  ],
  'error.no_foreground': [
    'No subject found. Paint one with Keep, or choose another photo.',
    'Kein Motiv gefunden. Malen Sie eines mit Behalten oder wählen Sie ein anderes Foto.',
  ],
  'error.bad_mask': [
    'This mask cannot be read. Save it as PNG and choose it again.',
    'Diese Maske lässt sich nicht lesen. Speichern Sie sie als PNG und wählen Sie sie erneut.',
  ],
  'error.bad_settings': [
    'A setting does not fit. Your photo is still here. Reset the settings and try again.',
    'Eine Einstellung passt nicht. Ihr Foto ist noch da. Setzen Sie die Einstellungen zurück und versuchen Sie es erneut.',
  ],
  'error.load_failed': [
    'A part of Wispcut did not load. Your photo and settings are still here. Check the connection, then try again.',
    'Ein Teil von Wispcut wurde nicht geladen. Foto und Einstellungen sind noch da. Prüfen Sie die Verbindung und versuchen Sie es erneut.',
  ],
  'error.damaged_file': [
    'A part of Wispcut arrived damaged. Your photo is still here. Try again; if it stays, reload the page.',
    'Ein Teil von Wispcut kam beschädigt an. Ihr Foto ist noch da. Versuchen Sie es erneut; hilft das nicht, laden Sie die Seite neu.',
  ],
  'error.package_failed': [
    'A part of Wispcut did not start. Your photo is still here. Try again; if it stays, reload the page.',
    'Ein Teil von Wispcut startet nicht. Ihr Foto ist noch da. Versuchen Sie es erneut; hilft das nicht, laden Sie die Seite neu.',
  ],
  'error.model_failed': [
    'The AI did not load. Your photo and settings are still here. Check the connection, then try again.',
    'Die KI wurde nicht geladen. Foto und Einstellungen sind noch da. Prüfen Sie die Verbindung und versuchen Sie es erneut.',
  ],
  'error.worker_died': [
    'A worker stopped, probably for lack of memory. Your photo and settings are still here. Close other tabs, or choose Fast, then try again.',
    'Ein Helfer ist ausgefallen, wohl weil Speicher fehlt. Foto und Einstellungen sind noch da. Schließen Sie andere Tabs oder wählen Sie Schnell und versuchen Sie es erneut.',
  ],
  'error.out_of_memory': [
    'The browser ran out of memory. Your photo and settings are still here. Close other tabs, or choose Fast, then try again.',
    'Dem Browser ging der Speicher aus. Foto und Einstellungen sind noch da. Schließen Sie andere Tabs oder wählen Sie Schnell und versuchen Sie es erneut.',
  ],
  'error.storage_full': [
    'Storage is full. Free {megabytes} MB, then continue.',
    'Der Speicher ist voll. Geben Sie {megabytes} MB frei und fahren Sie dann fort.',
  ],
  'error.encode_failed': [
    'The picture could not be written. The cutout is still here. Try again.',
    'Das Bild ließ sich nicht schreiben. Der Freisteller ist noch da. Versuchen Sie es erneut.',
  ],
  'error.internal': [
    'Wispcut stopped unexpectedly. Your photo and settings are still here. Try again, or choose another photo.',
    'Wispcut hat unerwartet angehalten. Foto und Einstellungen sind noch da. Versuchen Sie es erneut oder wählen Sie ein anderes Foto.',
  ],
  'error.nothing_pasted': [
    'There is no photo on the clipboard. Copy one and paste again.',
    'In der Zwischenablage ist kein Foto. Kopieren Sie eines und fügen Sie es erneut ein.',
  ],
  'error.nothing_dropped': [
    'There is no photo in what you dropped. Drop photos, or a folder that holds some.',
    'In dem, was Sie abgelegt haben, ist kein Foto. Legen Sie Fotos ab oder einen Ordner, der welche enthält.',
  ],
  'error.unreadable_drop': [
    'The browser could not read what you dropped. Add the photos with Choose photo.',
    'Der Browser konnte nicht lesen, was Sie abgelegt haben. Fügen Sie die Fotos mit „Foto auswählen“ hinzu.',
  ],
  'error.unreadable_launch': [
    'The browser could not read what you opened. Add the photos with Choose photo.',
    'Der Browser konnte nicht lesen, was Sie geöffnet haben. Fügen Sie die Fotos mit „Foto auswählen“ hinzu.',
  ],
  'error.no_background': [
    'The background picture is gone. Choose the background picture again.',
    'Das Hintergrundbild fehlt. Wählen Sie das Hintergrundbild erneut aus.',
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
