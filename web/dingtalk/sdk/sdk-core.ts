import './mac-client.ts'
import 'dingtalk-jsapi/lib/sdk'

// Half of the first call's code, in a separate script element: it runs while the other half loads.
