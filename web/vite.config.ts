import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'
import { compressAssets } from './build/compress'

const server = process.env.PROFORMA_API ?? 'http://127.0.0.1:8080'

/* The small pieces that most pages are made of. */
const EVERYWHERE = [
  '\\w+Field', '\\w+Switch', '\\w+Notice', '\\w+Mark', 'AsOf', 'ColumnMenu', 'CopyButton', 'DataTable', 'Delta', 'DownloadButton', 'EmptyState', 'MenuButton', 'PageHeader', 'PartialNote', 'PeriodPicker', 'PickOne', 'PopOver',
  'QueryState', 'SkeletonBlock', 'StatTile', 'StatusPill',
]

// eslint-disable-next-line no-restricted-syntax -- Vite reads its settings from the default export
export default defineConfig({
  plugins: [vue(), compressAssets()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    /* Messages are interpreted, never turned into code: the page is served without unsafe-eval. */
    __INTLIFY_JIT_COMPILATION__: true,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_OPTIONS_API__: true,
    __VUE_PROD_DEVTOOLS__: false,
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': server },
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          /* What every page needs, in few files: dozens of tiny ones cost more than they save. */
          groups: [
            { name: 'vendor', test: /node_modules\/(@vue|vue|vue-router|vue-i18n|pinia|@intlify|@tanstack)\// },
            { name: 'element', test: /node_modules\/element-plus\/es\/components\/(button|icon|input|config-provider)\// },
            { name: 'console', test: new RegExp(`/src/(api/|stores/|ui/(format/|styles/|use\\w+\\.ts|(${EVERYWHERE.join('|')})\\.vue))`) },
            { name: 'charts', test: /node_modules\/(echarts|zrender|vue-echarts)\// },
          ],
        },
      },
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test-setup.ts'],
    css: false,
    server: { deps: { inline: ['element-plus'] } },
  },
})
