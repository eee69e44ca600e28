// The door of this room: its screens with the room's words.

import Deliver from './Deliver.vue'
import { addDeliverWords } from './words'

/** What has reached the enterprise, and the receipts of it. */
export const openDeliver = (): Promise<typeof Deliver> => addDeliverWords().then(() => Deliver)
