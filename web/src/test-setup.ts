/* Set-up shared by all component tests. */
import 'element-plus/theme-chalk/base.css'
