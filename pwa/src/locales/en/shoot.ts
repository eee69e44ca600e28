import type shoot from '../zh-CN/shoot'
import type { Translation } from '../translation'

export default {
  'shoot.earlier': 'The earlier picture',
  'shoot.overlay': 'Overlay',
  'shoot.title': 'Camera',
  'shoot.shutter': 'Take a photo',
  'shoot.done': 'Done',
  'shoot.doneSaving': 'Saving {n}',
  'shoot.saved': '{n} saved here',
  'shoot.one.working': 'Saving',
  'shoot.one.saved': 'Saved',
  'shoot.one.failed': 'Not saved',
  'shoot.torch': 'Light',
  'shoot.starting': 'Opening the camera',
  'shoot.failed': '{n} could not be saved; take them again',
  'shoot.denied': 'The camera cannot be used directly (no permission, or in use); the system camera takes one at a time',
  'shoot.system': 'Use the system camera',
  'shoot.shots': 'Taken now',
} satisfies Translation<typeof shoot>
