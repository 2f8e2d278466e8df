import { ref } from 'vue'

/** Whether the window is as narrow as style sheets have a phone. */
const media = window.matchMedia('(max-width: 640px)')
export const isPhone = ref(media.matches)
media.addEventListener('change', ({ matches }) => {
  isPhone.value = matches
})
