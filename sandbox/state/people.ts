/** One member of an organisation, with what DingTalk and e签宝 know. */
export type Person = {
  userId: string
  unionId: string
  name: string
  title: string
  /** DingTalk's `sys_level`: 1 main admin, 2 sub-admin, 100 owner, 0 other. */
  sysLevel: 0 | 1 | 2 | 100
  /** Whether e签宝 has verified the person's identity; only then can the person start and sign. */
  realNameVerified: boolean
  /** Whether the person may use the company seal without asking for an approval. */
  mayUseCompanySeal: boolean
}

/** An organisation, with what DingTalk and e签宝 know. */
export type Corp = {
  corpId: string
  name: string
  people: Person[]
  /** Client ids of the apps that the organisation has authorised in DingTalk. */
  opened: string[]
  /** Client ids of the opened apps that the organisation has switched off. */
  switchedOff: string[]
  /** Whether it has given up the third-party app. */
  hasLeft: boolean
  /** Null if it never does. */
  boughtUntil: number | null
  /** Whether the e签宝 micro-app is installed. */
  esignInstalled: boolean
  /** Whether the organisation has authorised the app in e签宝. */
  esignAuthorised: boolean
  realNameVerified: boolean
  margin: number
  /** DingTalk permissions that apps lack in this organisation. */
  missingScopes: string[]
  /** User ids of members outside the apps' scope. */
  outsideRange: string[]
  /** User ids of the people who decide on a seal approval, one after the other. */
  sealApprovers: string[]
}

/** The member with this user id, or undefined. */
export function findPerson(corp: Corp, userId: string): Person | undefined {
  return corp.people.find((person) => person.userId === userId)
}
