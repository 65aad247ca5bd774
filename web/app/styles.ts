// One place for the order of styles: antd-mobile's own come first, ours may then differ.
import 'antd-mobile/es/global/theme-default.css'
import 'antd-mobile/es/global/theme-dark.css'
import 'antd-mobile/es/global/global.css'
import './theme.css'
import './layout.css'
