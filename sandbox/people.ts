/** One member of an organisation, as DingTalk and e签宝 know them. */
export type Person = {
  userId: string
  unionId: string
  name: string
  title: string
  /** DingTalk's `sys_level`: 1 main admin, 2 sub-admin, 100 owner, 0 nobody special. */
  sysLevel: 0 | 1 | 2 | 100
  /** Whether e签宝 has verified who the person is; only then can they start and sign. */
  realNameVerified: boolean
  /** Whether the person may use the company seal without asking for an approval. */
  mayUseCompanySeal: boolean
}

/** An organisation. `opened` apps hold its authorisation in DingTalk; the rest is e签宝's. */
export type Corp = {
  corpId: string
  name: string
  people: Person[]
  /** Client ids of the apps that may act in this organisation. */
  opened: string[]
  /** Those of them that are switched off here. */
  switchedOff: string[]
  /** Whether the e签宝 micro-app is installed. */
  esignInstalled: boolean
  /** Whether the organisation has authorised the app in e签宝. */
  esignAuthorised: boolean
  realNameVerified: boolean
  /** Contracts left in the package. */
  margin: number
  /** Permissions of DingTalk that apps have not been granted here. */
  missingScopes: string[]
  /** User ids that decide a seal approval, one after the other. */
  sealApprovers: string[]
}

/** The person's entry, or undefined when nobody in the organisation has that user id. */
export function findPerson(corp: Corp, userId: string): Person | undefined {
  return corp.people.find((person) => person.userId === userId)
}
