import type common from '../zh-CN/common'
import type { Translation } from '../translation'

export default {
  'app.name': 'Anjian',
  'nav.label': 'Main',
  'nav.today': 'Today',
  'nav.checks': 'Checks',
  'nav.enterprises': 'Enterprises',
  'nav.me': 'Me',

  'do.back': 'Back',
  'do.close': 'Close',
  'do.cancel': 'Cancel',
  'do.undo': 'Undo',
  'do.clear': 'Clear',
  'do.retry': 'Try again',
  'do.save': 'Save',
  'do.remove': 'Remove',

  'verdict.label': 'Result',
  'verdict.conforms': 'Conforms',
  'verdict.violates': 'Violates',
  'verdict.not_applicable': 'Not applicable',
  'verdict.not_examined': 'Not examined',

  'sync.synced': 'Everything is on the server',
  'sync.offline': 'No network · you can go on',
  'sync.waiting': 'Waiting here: {acts} acts · {photos} photos',
  'sync.sending': 'Sending {acts} acts · {photos} photos',
  'sync.parked': '{count} refused by the server, to be settled',
  'sync.signIn': 'Sign in again to upload',
  'sync.open': 'Show uploads',

  'mark.onServer': 'On the server, verified',
  'mark.sending': 'Sending',
  'mark.onlyHere': 'Only on this phone',
  'mark.parked': 'To be settled',

  'progress.of': '{done}/{all}',
  'progress.label': '{done} of {all} done',
  'wait.loading': 'Reading',

  'photo.take': 'Take photo',
  'photo.album': 'From album',
  'photo.alt': 'Photo {n} from the site',
  'photo.fromAlbum': 'From album',
  'photo.noFix': 'No position fix',
  'photo.working': 'Preparing the photo',

  'ink.sign': 'Sign here',
  'ink.turn': 'Write sideways, then tap “Done”',
  'ink.done': 'Done',
  'ink.tooLittle': 'Too little ink: write the whole name',
  'ink.picture': 'Signature of {name}',

  'field.required': 'Required',
  'field.number': 'Enter a number',
} as const satisfies Translation<typeof common>
