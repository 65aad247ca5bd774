const createAt = 1_796_000_000_000

const single = {
  conversationId: 'cidA==',
  conversationType: '1',
  msgId: 'msgA==',
  createAt,
  msgtype: 'text',
  text: { content: '办公设备采购合同' },
  senderId: '$:LWCP_v1:$x',
  senderStaffId: 'u2',
  senderCorpId: 'ding1',
  senderNick: '王芳',
  senderPlatform: 'Mac',
  isAdmin: false,
  chatbotCorpId: 'ding1',
  chatbotUserId: '$:LWCP_v1:$y',
  robotCode: 'dingabc',
  sessionWebhook: 'https://oapi.dingtalk.com/robot/sendBySession?session=s',
  sessionWebhookExpiredTime: createAt + 5_400_000,
}

const group = {
  ...single,
  conversationType: '2',
  conversationTitle: '采购组',
  openThreadId: 'cidA==',
  msgId: 'msgB==',
  text: { content: ' 办公设备采购合同' },
  isInAtList: true,
  atUsers: [{ dingtalkId: '$:LWCP_v1:$y' }],
}

/** What messages to a robot hold, after DingTalk's page (receive-message) and recorded ones. */
export const robotFrames = {
  single,
  group,
  richText: {
    ...group,
    msgId: 'msgC==',
    msgtype: 'richText',
    text: undefined,
    content: {
      richText: [
        { text: '办公设备' },
        { type: 'picture', downloadCode: 'd', pictureDownloadCode: 'p' },
        { text: '采购合同' },
      ],
    },
  },
  /** An answer to another message. */
  quote: {
    ...single,
    msgId: 'msgG==',
    text: {
      content: '办公设备采购合同',
      isReplyMsg: true,
      repliedMsg: {
        msgType: 'text',
        msgId: 'msgA==',
        senderId: '$:LWCP_v1:$z',
        createdAt: createAt,
        content: { text: '到哪了' },
      },
    },
    originalMsgId: 'msgA==',
  },
  /** Somebody of another organisation in a group. */
  guest: { ...group, msgId: 'msgD==', senderStaffId: undefined, senderCorpId: 'ding9' },
  picture: {
    ...single,
    msgId: 'msgE==',
    msgtype: 'picture',
    text: undefined,
    content: { downloadCode: 'd' },
  },
  quotaSpent: {
    ...single,
    msgId: 'msgF==',
    text: undefined,
    errorCode: '20001',
    errorMessage: 'quota',
  },
}
