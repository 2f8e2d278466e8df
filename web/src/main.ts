import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import './ui/styles/tokens.css'
import './ui/styles/base.css'
import './ui/styles/print.css'
import { ApiError } from './api/problem'
import { i18n, setLanguage } from './i18n'
import App from './shell/App.vue'
import { createAppRouter } from './shell/router'
import { wireSession } from './shell/wire-session'
import { usePreferences } from './stores/preferences'

/** A refusal stays one however often it is asked; only what may pass by itself is tried again. */
function mayRetry(failures: number, error: Error): boolean {
  const passing = error instanceof ApiError && (error.status === 0 || error.status >= 502)
  return passing && failures < 2
}

/* The server may be on this machine or in the next room: a browser that believes itself offline asks all the same. */
const networkMode = 'always'

const queryClient = new QueryClient({
  defaultOptions: { queries: { networkMode, retry: mayRetry, staleTime: 15_000, refetchOnWindowFocus: true }, mutations: { networkMode } },
})

const app = createApp(App)
const router = createAppRouter()
app.use(createPinia()).use(i18n).use(VueQueryPlugin, { queryClient })
wireSession(router, queryClient)

await setLanguage(usePreferences().language)
app.use(router).mount('#app')
