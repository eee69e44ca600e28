import type phone from '../zh-CN/phone'
import type { Translation } from '../translation'

export default {
  'update.ready': 'A new version is ready',
  'update.apply': 'Use it now',

  'signIn.intro': 'Safety checks on site, with or without signal',
  'signIn.username': 'User name',
  'signIn.password': 'Password',
  'signIn.enter': 'Sign in',
  'signIn.entering': 'Signing in',
  'signIn.others': 'Accounts used on this phone',
  'signIn.forgot': 'Forgot the PIN: sign in with the password and set a new one; nothing unsent is lost',

  'me.title': 'Me',
  'me.signOut': 'Sign out',
  'me.unsent': '{acts} acts are not uploaded yet. They stay sealed on this phone and go up only when you sign in again.',
  'me.keep': 'Seal and sign out',
  'me.large': 'Large type',
  'me.language': 'Language',
  'me.amnesia': 'The system wiped this phone’s data: what was not uploaded is lost, the rest is downloaded again',

  'today.rechecks': 'Re-checks {count}',
  'today.empty': 'Nothing to check today',
  'today.emptyNote': 'New checks download by themselves when there is signal',
  'today.later': 'Later',

  'checks.search': 'Find by enterprise or number',
  'checks.none': 'No check matches',
  'checks.unsent': '{acts} acts waiting here',
  'checks.downloaded': 'Downloaded, works offline',
  'checks.here': 'Downloaded', // its data; whether the app starts offline is not known
  'checks.appComing': 'Downloaded; wait for the app itself before going offline',
  'checks.notDownloaded': 'Downloading: wait before going offline',

  'missing.title': 'There is no such page',
  'missing.home': 'Back to today',
  'error.title': 'Something went wrong',
  'error.screen': 'This screen is not on the phone yet; try again with a network',

  'checks.allStates': 'All',
  'checks.filter': 'By state',
  'today.inPlan': 'In plan {count}',
  'today.random': 'Random {count}',
  'today.other': 'Off plan {count}',
  'party.lead': 'Lead',
  'party.assistant': 'Assistant',
  'party.section_head': 'Section head',
  'party.leader': 'Leader',
  'party.enterprise': 'Enterprise’s person in charge',
  'party.expert': 'Expert',
  'party.rectifier': 'Who puts it right',
  'source.in_plan': 'In plan',
  'source.random': 'Random',
  'source.off_plan': 'Off plan',
  'enterprises.count': '{count} on this phone',
  'enterprises.search': 'Find by name, town or initials',
  'enterprises.none': 'No enterprise matches',
  'enterprises.noneNote': 'The register downloads by itself when there is signal',
  'enterprises.more': '{count} more: type further',
  'findings.title': 'Findings',
} as const satisfies Translation<typeof phone>
