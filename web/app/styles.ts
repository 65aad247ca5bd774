// One place for the order of styles: antd-mobile's own come first, ours may then differ. Its dark theme
// is left out: what it sets, `theme.css` sets to colours of ours.
import 'antd-mobile/es/global/theme-default.css'
import 'antd-mobile/es/global/global.css'
import './theme.css'
import './layout.css'
