import './sdk-core.ts'
import { ddSdk } from 'dingtalk-jsapi/lib/ddSdk'

/** dingtalk-jsapi's `dd`, without what its `core` adds for pages that use `dd.ios` and the like. */
export const dd = ddSdk.getExportSdk()
