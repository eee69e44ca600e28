// The door of this room: its screens with the room's words.

import Loop from './Loop.vue'
import { addLoopWords } from './words'

/** Everything after the record is signed, to the closed check. */
export const openLoop = (): Promise<typeof Loop> => addLoopWords().then(() => Loop)
