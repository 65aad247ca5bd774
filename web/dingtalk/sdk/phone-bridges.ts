// The ways to the clients on phones; that to the PC client is in `pc-bridge.ts`. The page has one of the
// two (see proxy/page/document.ts), and nothing may be asked of the client before.
import 'dingtalk-jsapi/platform/android'
import 'dingtalk-jsapi/platform/ios'
import 'dingtalk-jsapi/platform/harmony'
