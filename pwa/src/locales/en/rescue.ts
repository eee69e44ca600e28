import type rescue from '../zh-CN/rescue'
import type { Translation } from '../translation'

export default {
  'rescue.title': 'Rescue pack',
  'rescue.what': 'When the phone cannot send, this puts everything unsent into one file, for the office to import.',
  'rescue.holds': 'Will hold: {acts} acts · {photos} photos · {size}',
  'rescue.empty': 'Nothing on this phone is unsent; no rescue pack is needed.',
  'rescue.sealed': 'The file is encrypted; only the bureau’s server can open it. Importing it more than once changes nothing, and nothing is deleted here.',
  'rescue.make': 'Make the rescue pack',
  'rescue.making': 'Making it {percent}%',
  'rescue.made': 'Holds {acts} acts · {photos} photos · {size}',
  'rescue.share': 'Send to…',
  'rescue.download': 'Save on the phone',
  'rescue.next': 'Next: give the file to the section head or administrator, who imports it on the “Rescue pack” page. Once imported, the queue empties by itself when there is signal.',
  'rescue.noKit': 'This phone does not have the bureau’s key yet: sign in once with a network first.',
  'rescue.noCrypto': 'The app was opened at an address without https, so nothing can be encrypted.',
  'rescue.storage': 'What is on this phone could not be read. Restart the browser and try again.',
  'rescue.file': 'Rescue pack',
} satisfies Translation<typeof rescue>
