// The order of styles: antd-mobile's first, so that ours override them. Its dark theme is left out
// because `theme.css` sets the same variables.
import 'antd-mobile/es/global/theme-default.css'
import 'antd-mobile/es/global/global.css'
import './theme.css'
import './layout.css'
