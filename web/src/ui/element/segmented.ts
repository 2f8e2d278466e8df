import 'element-plus/es/components/segmented/style/css'

export { ElSegmented } from 'element-plus/es/components/segmented/index'
