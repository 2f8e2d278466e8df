import { config } from '@vue/test-utils'

/* Nothing in a test waits for an animation. */
config.global.stubs = { transition: true, 'transition-group': true }
