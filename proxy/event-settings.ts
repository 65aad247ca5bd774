import type { Settings } from './settings.ts'

export type DingTalkEventSettings = Readonly<{
  token: string
  /** 32 bytes as 43 characters of base64. */
  aesKey: string
}>

/** How what happens in DingTalk arrives: events, and messages to the app's robot. */
export type EventSettings = Readonly<{
  eventSource: EventSource
  /** How DingTalk signs and encrypts the events that it posts; null when it posts none. */
  dingtalkEvents: DingTalkEventSettings | null
  robot: (typeof sources)[number]
  /** The robot's code where it is not the app's client id; null otherwise. */
  robotCode: string | null
}>

export type EventSource = (typeof sources)[number]

const sources = ['stream', 'http', 'off'] as const

/** @param app `isPlayed`: on the sandbox, which posts messages to the robot where it has no line */
export function readEventSettings(
  settings: Settings,
  { isInternal, isPlayed }: { isInternal: boolean; isPlayed: boolean },
): EventSettings {
  const dingtalkEvents = readDingTalkEvents(settings)
  const eventSource = settings.choice('DINGTALK_EVENTS', sources, isInternal ? 'off' : 'stream')
  const playedRobot = eventSource === 'stream' ? 'stream' : 'http'
  const robot = settings.choice('DINGTALK_ROBOT', sources, isPlayed ? playedRobot : 'off')
  if (eventSource === 'http' && dingtalkEvents === null) {
    settings.reject(
      'DINGTALK_EVENTS=http needs DINGTALK_CALLBACK_TOKEN and DINGTALK_CALLBACK_AES_KEY: set both as the developer console shows them.',
    )
  }
  if (robot === 'stream' && eventSource !== 'stream') {
    settings.reject(
      'DINGTALK_ROBOT=stream needs DINGTALK_EVENTS=stream, as messages arrive over the same line: set both, or DINGTALK_ROBOT=http.',
    )
  }
  return { eventSource, dingtalkEvents, robot, robotCode: settings.text('DINGTALK_ROBOT_CODE') }
}

function readDingTalkEvents(settings: Settings): DingTalkEventSettings | null {
  const token = settings.text('DINGTALK_CALLBACK_TOKEN')
  const aesKey = settings.text('DINGTALK_CALLBACK_AES_KEY')
  if (token === null && aesKey === null) return null
  if (token === null || !/^[A-Za-z0-9]{3,32}$/.test(token)) {
    settings.reject(
      'DINGTALK_CALLBACK_TOKEN is missing or wrong: set the 3 to 32 letters and digits that the developer console shows next to the AES key, or unset both.',
    )
  }
  if (aesKey === null || !/^[A-Za-z0-9]{43}$/.test(aesKey)) {
    settings.reject(
      'DINGTALK_CALLBACK_AES_KEY is missing or wrong: set the 43 letters and digits that the developer console shows next to the token, or unset both.',
    )
  }
  return Object.freeze({ token: token ?? '', aesKey: aesKey ?? '' })
}
