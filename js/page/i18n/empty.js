/** The first view, the offline line and the notices. */

/** @type {import('./index.js').Rows} */
export const empty = {
  'empty.head1': ['Drop a photo.', 'Foto hier ablegen.'],
  'empty.head1.touch': ['Choose a photo.', 'Foto auswählen.'],
  'empty.head2': ['Keep every wisp.', 'Jedes Haar bleibt.'],
  'empty.lead.touch': [
    'Wispcut takes the background away and leaves the hair, all on this device.',
    'Wispcut nimmt den Hintergrund weg und lässt die Haare stehen, alles auf diesem Gerät.',
  ],
  'empty.drop': ['Let go to start', 'Loslassen und los'],
  'empty.lead1': [
    'Wispcut takes the background away and leaves the hair.',
    'Wispcut nimmt den Hintergrund weg und lässt die Haare stehen.',
  ],
  'empty.lead2': ['It all happens on this device.', 'Alles geschieht auf diesem Gerät.'],
  'empty.choose': ['Choose photo', 'Foto auswählen'],
  'empty.paste': ['or paste one with', 'oder einfügen mit'],
  'empty.examples': ['No photo at hand? Try one of these.', 'Kein Foto zur Hand? Probieren Sie eines von diesen.'],
  'empty.examples.touch': ['Or try one of these.', 'Oder probieren Sie eines von diesen.'],
  'example.astronaut': ['Try the astronaut', 'Die Astronautin probieren'],
  'example.cat': ['Try the cat', 'Die Katze probieren'],
  'example.coffee': ['Try the cup of coffee', 'Die Tasse Kaffee probieren'],
  'empty.stays': ['Your photo stays here.', 'Ihr Foto bleibt hier.'],
  'empty.noserver': ['There is no server to send it to.', 'Es gibt keinen Server, an den es ginge.'],
  'empty.check': ['How to check', 'So prüfen Sie es'],

  'offline.first': ['The first photo loads {mb}, once.', 'Das erste Foto lädt einmalig {mb}.'],
  'offline.after': ['After that, Wispcut also works offline.', 'Danach geht Wispcut auch ohne Netz.'],
  'offline.metered': ['You are on mobile data. Wi-Fi may be cheaper.', 'Sie nutzen mobile Daten. WLAN ist vielleicht günstiger.'],
  'offline.make': ['Make available offline', 'Offline verfügbar machen'],
  'offline.storing': ['Storing Wispcut, {done} of {total} MB', 'Wispcut wird gespeichert, {done} von {total} MB'],
  'offline.storing.hint': ['You can go on working meanwhile.', 'Sie können währenddessen weiterarbeiten.'],
  'offline.pause': ['Pause', 'Anhalten'],
  'offline.paused': ['Storing is paused at {done} of {total} MB.', 'Das Speichern ruht bei {done} von {total} MB.'],
  'offline.continue': ['Continue', 'Fortsetzen'],
  'offline.ready': [
    { one: 'Ready offline. The one file is stored and checked.', other: 'Ready offline. All {n} files are stored and checked.' },
    {
      one: 'Offline bereit. Die eine Datei ist gespeichert und geprüft.',
      other: 'Offline bereit. Alle {n} Dateien sind gespeichert und geprüft.',
    },
  ],
  'offline.ready.hint': ['You can cut the network and go on.', 'Das Netz darf jetzt wegfallen.'],
  'offline.damaged': ['Some stored files are missing or damaged.', 'Einige gespeicherte Dateien fehlen oder sind beschädigt.'],
  'offline.damaged.hint': ['Wispcut can fetch them again.', 'Wispcut kann sie neu laden.'],
  'offline.repair': ['Fetch them again', 'Neu laden'],
  'offline.full': ['Storage is full. Free {mb}, then continue.', 'Der Speicher ist voll. Geben Sie {mb} frei und fahren Sie dann fort.'],
  'offline.unsupported': ['This browser cannot store Wispcut.', 'Dieser Browser kann Wispcut nicht speichern.'],
  'offline.unsupported.hint': ['It works while you are connected.', 'Es funktioniert, solange Sie verbunden sind.'],

  'notice.offline.fine': ['You are offline. Everything keeps working.', 'Sie sind offline. Alles funktioniert weiter.'],
  'notice.offline.missing': [
    'You are offline and {mb} are missing. Connect once to finish.',
    'Sie sind offline und es fehlen {mb}. Verbinden Sie sich einmal, um abzuschließen.',
  ],
  'notice.offline.unknown': [
    'You are offline and parts of Wispcut are missing. Connect once to finish.',
    'Sie sind offline und Teile von Wispcut fehlen. Verbinden Sie sich einmal, um abzuschließen.',
  ],
  'notice.update': [
    'A new version is ready. Save your work, then reload.',
    'Eine neue Version ist da. Sichern Sie Ihre Arbeit und laden Sie dann neu.',
  ],
  'notice.updatedElsewhere': [
    'Wispcut was updated in another tab. Save your work, then reload.',
    'Wispcut wurde in einem anderen Tab aktualisiert. Sichern Sie Ihre Arbeit und laden Sie dann neu.',
  ],
  'notice.shared': [
    {
      one: 'Another app or website hands over a photo, {mb}. Take it?',
      other: 'Another app or website hands over {n} photos, {mb}. Take them?',
    },
    {
      one: 'Eine andere App oder Website übergibt ein Foto, {mb}. Annehmen?',
      other: 'Eine andere App oder Website übergibt {n} Fotos, {mb}. Annehmen?',
    },
  ],
  'notice.shared.refused': [
    { one: 'One more file is no photo or too large.', other: '{n} more files are no photos, or too many or too large.' },
    {
      one: 'Eine weitere Datei ist kein Foto oder zu groß.',
      other: '{n} weitere Dateien sind keine Fotos, zu viele oder zu groß.',
    },
  ],
  'notice.shared.take': ['Take', 'Annehmen'],
  'notice.shared.drop': ['Discard', 'Verwerfen'],
  'notice.kept': ['You left off with {name}. It is still on this device.', 'Sie haben bei {name} aufgehört. Es ist noch auf diesem Gerät.'],
  'notice.kept.list': [
    {
      one: 'You left off with a photo. It is still on this device.',
      other: 'You left off with {n} photos. They are still on this device.',
    },
    {
      one: 'Sie haben bei einem Foto aufgehört. Es ist noch auf diesem Gerät.',
      other: 'Sie haben bei {n} Fotos aufgehört. Sie sind noch auf diesem Gerät.',
    },
  ],
  'notice.kept.goOn': ['Continue', 'Fortsetzen'],
  'notice.kept.forget': ['Forget', 'Vergessen'],
  'notice.kept.full': [
    'There is no room to keep this for after a reload. Here, everything goes on.',
    'Der Platz reicht nicht, um dies über ein Neuladen zu behalten. Hier geht alles weiter.',
  ],
  'notice.kept.lost': [
    'The browser has deleted what was kept. Choose the photo again.',
    'Der Browser hat gelöscht, was aufgehoben war. Wählen Sie das Foto erneut.',
  ],
  'notice.replaced': ['Your corrected photo was replaced.', 'Ihr korrigiertes Foto wurde ersetzt.'],
  'notice.back': ['Back to it', 'Zurück dazu'],
  'notice.later': ['Later', 'Später'],
  'notice.reload': ['Reload', 'Neu laden'],
  'notice.close': ['Close this notice', 'Hinweis schließen'],
};
