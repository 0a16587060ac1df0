/** The top bar, the panel and its groups. */

/** @type {import('./index.js').Rows} */
export const panel = {
  'bar.shortcuts': ['Shortcuts', 'Tastenkürzel'],
  'bar.about': ['About', 'Über Wispcut'],
  'bar.undo': ['Undo', 'Rückgängig'],
  'bar.redo': ['Redo', 'Wiederholen'],
  'bar.more': ['More', 'Mehr'],
  'bar.home': ['Wispcut, start page', 'Wispcut, Startseite'],
  'bar.photos': [
    { one: '1 photo', other: '{n} photos' },
    { one: '1 Foto', other: '{n} Fotos' },
  ],
  'bar.back': ['Back to photos', 'Zurück zu den Fotos'],
  'bar.language': ['Deutsch', 'English'],
  'bar.close': ['Close photo', 'Foto schließen'],

  'panel.name': ['Settings', 'Einstellungen'],
  'panel.reset': ['Reset', 'Zurücksetzen'],
  'panel.reset.tip': ['All settings to their defaults; can be undone', 'Alle Einstellungen auf Standard; lässt sich rückgängig machen'],
  'panel.defaults': ['Defaults', 'Standard'],
  'panel.defaults.of': ['Defaults: {group}', 'Standard: {group}'],
  'panel.same': [
    'The same settings for every photo. Open a photo to change it alone.',
    'Gleiche Einstellungen für alle Fotos. Öffnen Sie ein Foto, um nur dieses zu ändern.',
  ],
  'panel.alone': ['These settings are for this photo alone.', 'Diese Einstellungen gelten nur für dieses Foto.'],

  'group.quality': ['Quality', 'Qualität'],
  'group.background': ['Background', 'Hintergrund'],
  'group.edge': ['Edge', 'Kante'],
  'group.enhance': ['Enhance', 'Aufbereiten'],
  'group.export': ['Export', 'Ausgabe'],
  'group.advanced': ['Advanced', 'Fachlich'],
  'group.byhand': ['By hand', 'Von Hand'],
  'group.advanced.hint': ['for people who know the terms', 'für alle, die die Begriffe kennen'],
  'group.enhance.show': ['Show what the AI sees', 'Zeigen, was die KI sieht'],
  'group.enhance.lead': [
    "Helps the AI see the subject. Your photo's own colours stay as they are.",
    'Hilft der KI, das Motiv zu sehen. Die Farben Ihres Fotos bleiben, wie sie sind.',
  ],
  'group.enhance.lead.result': [
    'Helps the AI see the subject, and changes the result too.',
    'Hilft der KI, das Motiv zu sehen, und ändert auch das Ergebnis.',
  ],
  'group.off': ['off', 'aus'],
  'group.on': ['on', 'an'],
  'group.asSet': ['as set', 'wie eingestellt'],
  'group.original': ['original size', 'Originalgröße'],

  'quality.fast': ['Fast', 'Schnell'],
  'quality.balanced': ['Balanced', 'Ausgewogen'],
  'quality.best': ['Best', 'Beste'],
  'quality.time': ['About {time} for this photo on this device.', 'Etwa {time} für dieses Foto auf diesem Gerät.'],
  'quality.learn': ['The time shows after the first photo.', 'Die Dauer steht nach dem ersten Foto hier.'],
  'quality.timeTip': ['about {time}', 'etwa {time}'],

  'background.transparent': ['Transparent', 'Transparent'],
  'background.white': ['White', 'Weiß'],
  'background.black': ['Black', 'Schwarz'],
  'background.colour': ['Colour', 'Farbe'],
  'background.image': ['Image', 'Bild'],
  'background.blur': ['Blurred', 'Unscharf'],
  'background.even': ['Even', 'Gleichmäßig'],
  'background.image.tip': ['your own picture', 'ein eigenes Bild'],
  'background.blur.tip': ["the photo's own background, out of focus", 'der eigene Hintergrund des Fotos, unscharf'],
  'background.even.tip': [
    "the photo's own background, without gradient and noise",
    'der eigene Hintergrund des Fotos, ohne Verlauf und Rauschen',
  ],
  'background.maskOnly': ['Mask only', 'Nur Maske'],
  'background.pick': ['Background colour', 'Hintergrundfarbe'],
  'background.chooseImage': ['Choose background image', 'Hintergrundbild auswählen'],
  'background.imageName': ['Background image: {name}', 'Hintergrundbild: {name}'],

  'knob.number': ['{label}, exact value', '{label}, genauer Wert'],
  'knob.tip': ['{help}. Double-click: {value}', '{help}. Doppelklick: {value}'],
  'knob.changed': ['changed', 'geändert'],
  'knob.withoutMatting': ['These count while “Refine the edge” is off.', 'Diese zählen, solange „Kante verfeinern“ aus ist.'],
  'knob.eyedropper': ['Pick {label} from the photo', '{label} aus dem Foto aufnehmen'],
  'knob.useFound': ['Use the colour found: {colour}', 'Gefundene Farbe nehmen: {colour}'],

  'mask.file': ['Use a mask file', 'Maskendatei verwenden'],
  'mask.file.tip': [
    'A black and white picture instead of the AI: white is the subject',
    'Ein schwarz-weißes Bild statt der KI: Weiß ist das Motiv',
  ],
  'mask.using': ['Mask from {name}', 'Maske aus {name}'],
  'mask.drop': ['Use the AI again', 'Wieder die KI verwenden'],

  'recipe.title': ['Recipe', 'Rezept'],
  'recipe.lead': [
    'All settings in one file, to load again or to give to the command line.',
    'Alle Einstellungen in einer Datei, zum Laden oder für die Kommandozeile.',
  ],
  'recipe.save': ['Save recipe', 'Rezept sichern'],
  'recipe.load': ['Load recipe', 'Rezept laden'],
  'recipe.loaded': ['Recipe loaded', 'Rezept geladen'],
  'recipe.noPicture': [
    'Recipe loaded, with a transparent background. It asks for a background picture, which no recipe holds: choose it again.',
    'Rezept geladen, mit transparentem Hintergrund. Es verlangt ein Hintergrundbild, das kein Rezept enthält: Wählen Sie es erneut.',
  ],
  'recipe.bad': ['This recipe does not fit. Nothing has changed.', 'Dieses Rezept passt nicht. Nichts wurde geändert.'],
  'recipe.notJson': ['{name} is not a recipe: it is not JSON.', '{name} ist kein Rezept: Es ist kein JSON.'],
  'recipe.large': ['{name} is no recipe: it is too long.', '{name} ist kein Rezept: Es ist zu lang.'],
  'recipe.more': [
    { one: 'One more does not fit.', other: '{n} more do not fit.' },
    { one: 'Ein weiterer Wert passt nicht.', other: '{n} weitere Werte passen nicht.' },
  ],
  'recipe.none': [
    '{name} holds no settings. Choose a recipe that Wispcut saved.',
    '{name} enthält keine Einstellungen. Wählen Sie ein Rezept, das Wispcut gesichert hat.',
  ],
  'recipe.unknown': ['{knob} is not a setting.', '{knob} ist keine Einstellung.'],
  'recipe.range': [
    '{knob} goes from {low} to {high}; the recipe has {value}.',
    '{knob} reicht von {low} bis {high}; im Rezept steht {value}.',
  ],
  'recipe.whole': [
    '{knob} is a whole number from {low} to {high}; the recipe has {value}.',
    '{knob} ist eine ganze Zahl von {low} bis {high}; im Rezept steht {value}.',
  ],
  'recipe.choice': ['{knob} is one of {choices}; the recipe has {value}.', '{knob} ist eines von {choices}; im Rezept steht {value}.'],
  'recipe.flag': ['{knob} is true or false; the recipe has {value}.', '{knob} ist true oder false; im Rezept steht {value}.'],
  'recipe.colour': [
    '{knob} is a colour such as #80a090; the recipe has {value}.',
    '{knob} ist eine Farbe wie #80a090; im Rezept steht {value}.',
  ],
  'recipe.object': [
    '{knob} holds settings by name; the recipe has {value}.',
    '{knob} enthält Einstellungen mit Namen; im Rezept steht {value}.',
  ],
};
