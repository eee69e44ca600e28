import type phone from '../zh-CN/phone'
import type { Translation } from '../translation'

export default {
  'update.ready': 'A new version is ready',
  'update.apply': 'Use it now',

  'signIn.title': 'Sign in',
  'signIn.intro': 'Safety checks on site, with or without signal',
  'signIn.username': 'User name',
  'signIn.password': 'Password',
  'signIn.enter': 'Sign in',
  'signIn.entering': 'Signing in',
  'signIn.others': 'Accounts used on this phone',
  'signIn.offlineNote': 'Without network, the account last used here can simply go on',
  'signIn.resume': 'Continue as {name}',

  'me.title': 'Me',
  'me.signOut': 'Sign out',
  'me.switch': 'Switch person',
  'me.unsent': '{acts} acts are not uploaded yet. They stay sealed on this phone and go up only when you sign in again.',
  'me.keep': 'Seal and sign out',
  'me.large': 'Large type',
  'me.language': 'Language',
  'me.storage': 'Storage on this phone',
  'me.storageUsed': '{used} used, {free} free',
  'me.storageKept': 'The system keeps it for good',
  'me.storageLoose': 'The system may clear it: upload soon and add the app to the home screen',
  'me.amnesia': 'The system wiped this phone’s data: what was not uploaded is lost, the rest is downloaded again',

  'today.empty': 'Nothing to check today',
  'today.emptyNote': 'New checks download by themselves when there is signal',
  'today.later': 'Later',

  'checks.search': 'Find by enterprise or number',
  'checks.none': 'No check matches',
  'checks.unsent': '{acts} acts waiting here',
  'checks.downloaded': 'Downloaded, works offline',
  'checks.notDownloaded': 'Downloading: wait before going offline',

  'missing.title': 'There is no such page',
  'missing.home': 'Back to today',
  'error.title': 'Something went wrong',
  'error.saved': 'What was saved on this phone is untouched',
} as const satisfies Translation<typeof phone>
