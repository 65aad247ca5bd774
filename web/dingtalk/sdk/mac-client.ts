// DingTalk for Mac names itself in the user agent. dingtalk-jsapi recognises PC clients by a window
// name or by the global below, which some Mac clients lack: they would count as ordinary browsers.
// The package only tests for the global and calls nothing on it.

if (/\bDTWKWebView\b/.test(navigator.userAgent) && !('dingtalk' in window))
  Object.assign(window, { dingtalk: { platform: { invokeAPI() {} } } })

export {}
