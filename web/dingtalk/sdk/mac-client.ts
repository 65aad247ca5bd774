// dingtalk-jsapi recognises PC clients by a window name or by the global below. Some Mac clients
// have neither and would count as ordinary browsers, but they all name themselves in the user
// agent. The package only tests for the global and calls nothing on it.

if (/\bDTWKWebView\b/.test(navigator.userAgent) && !('dingtalk' in window))
  Object.assign(window, { dingtalk: { platform: { invokeAPI() {} } } })

export {}
