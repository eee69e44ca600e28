import { createApp } from 'vue'
import '../styles/tokens.css'
import '../styles/base.css'
import '../styles/print.css'
import { say } from '../parts/toasts'
import { addWords, rememberedLocale, setLocale, t } from '../use/i18n'
import { sayProblem } from '../use/refusal'
import { addRefusalWords } from '../use/refusalWords'
import { openSession, wasSignedIn } from '../use/session'
import { recallSettings } from '../use/settings'
import { returnToPlace, watchForUpdates } from '../use/update'
import PhoneApp from './PhoneApp.vue'
import { fetchScreen, router } from './router'
import { phoneWords } from './words'

async function start(): Promise<void> {
  recallSettings()
  fetchScreen(wasSignedIn() ? location.pathname : '/sign-in')
  await addWords(phoneWords)
  const remembered = rememberedLocale()
  // English may be unreachable on a first start without a network; Chinese is always there.
  if (remembered === 'en') await setLocale('en').catch(() => undefined)
  const problem = await openSession()
  const app = createApp(PhoneApp)
  app.config.errorHandler = (error) => {
    say(`${t('error.title')}：${error instanceof Error ? error.message : String(error)}`, { tone: 'bad' })
    // The stack is for whoever holds the phone to a cable; nothing is sent anywhere.
    setTimeout(() => {
      throw error
    })
  }
  app.use(router)
  app.mount('#app')
  void router.isReady().then(returnToPlace)
  await addRefusalWords().catch(() => undefined)
  if (problem) say(sayProblem(problem).text, { tone: 'bad', ms: 60_000 })
  void watchForUpdates().catch(() => undefined)
}

void start()
