import type common from '../zh-CN/common'
import type { Translation } from '../translation'

export default {
  'app.name': 'Anjian',
  'app.newer': '(shown after the app is updated)', // stands for a word of a newer version that this one does not know
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
  'do.remove': 'Remove',

  'verdict.label': 'Result',
  'verdict.conforms': 'Conforms',
  'verdict.violates': 'Violates',
  'verdict.not_applicable': 'Not applicable',
  'verdict.not_examined': 'Not examined',

  'sync.offline': 'No network · you can go on',
  'sync.waiting': 'Waiting here: {acts} acts · {photos} photos',
  'sync.sending': 'Sending {acts} acts · {photos} photos',
  'sync.parked': '{count} refused by the server, to be settled',
  'sync.signIn': 'Sign in again to upload',
  'sync.updateApp': '{acts} to send after the update', // the two sides speak different versions; nothing is dropped
  'sync.otherVersion': 'The server and the app differ in version; continues after the update',
  'sync.open': 'Show uploads',

  'mark.onServer': 'On the server, verified',
  'mark.verified': 'Verified',
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
  'ink.done': 'Done',
  'ink.tooLittle': 'Too little ink: write the whole name',
  'ink.picture': 'Signature of {name}',

  'field.required': 'Required',
  'field.number': 'Enter a number',
  'do.on': 'On',
  'do.off': 'Off',
  'language.other': '中文',
  'refusal.article': 'Basis: {article}',

  'state.planned': 'Planned',
  'state.assigned': 'Dispatched',
  'state.ready': 'Approved',
  'state.open': 'Under way',
  'state.recorded': 'To be signed',
  'state.signed': 'Signed',
  'state.closed': 'Closed',
  'state.entry_refused': 'Entry refused',
  'state.cancelled': 'Cancelled',

  'role.inspector': 'Inspector',
  'role.section_head': 'Section head',
  'role.leader': 'Leader',
  'role.policy': 'Policy section',
  'role.enterprise': 'Enterprise',
  'role.expert': 'Expert',
  'role.town': 'Town station',
  'role.admin': 'Administrator',
} as const satisfies Translation<typeof common>
