import { readdirSync } from 'node:fs'
import vue from 'eslint-plugin-vue'
import { defineConfig } from 'eslint/config'
import ts from 'typescript-eslint'

const features = readdirSync(new URL('./src/features', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)

/* A feature reaches another one through a link or through src/api, never by import. */
const featureWalls = features.map((feature) => ({
  files: [`src/features/${feature}/**/*.{ts,vue}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          { regex: `^@/features/(?!${feature}/)`, message: 'A feature imports no other feature.' },
          { regex: `^\\.\\./(?!\\.)(${features.filter((other) => other !== feature).join('|')})(/|$)`, message: 'A feature imports no other feature.' },
          { regex: '^@/shell', message: 'The shell knows the features, not the other way round.' },
        ],
      },
    ],
  },
}))

// eslint-disable-next-line no-restricted-syntax -- ESLint reads its settings from the default export
export default defineConfig(
  { ignores: ['dist/**', 'node_modules/**', 'src/api/schema.d.ts'] },
  ts.configs.recommended,
  vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: ts.parser } },
    rules: {
      'max-lines': ['error', 250],
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/define-props-declaration': ['error', 'type-based'],
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': ['error', { ignores: ['Delta', 'Sparkline'] }],
      'vue/require-default-prop': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': ['error', { html: { void: 'always', normal: 'never', component: 'always' } }],
      'vue/first-attribute-linebreak': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/html-indent': 'off',
      'vue/no-static-inline-styles': 'error',
    },
  },
  {
    files: ['**/*.{ts,js,vue}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'no-console': 'error',
      eqeqeq: 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Export by name.' },
        { selector: "CallExpression[callee.name='parseFloat']", message: 'Money and percents stay strings.' },
      ],
    },
  },
  {
    files: ['src/**/*.{ts,vue}'],
    ignores: ['src/api/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Call the server through src/api.' },
        { name: 'XMLHttpRequest', message: 'Call the server through src/api.' },
        { name: 'EventSource', message: 'Call the server through src/api.' },
      ],
    },
  },
  ...featureWalls,
)
