/** Folder of the AI's files below `assets/`, from the build. */
declare const __AI_FOLDER__: string;
