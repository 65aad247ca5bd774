import { queryOptions, skipToken } from '@tanstack/react-query'

/** The task id of a draft whose e签宝 page was opened from here. */
export const openedDraft = queryOptions<string | null>({
  queryKey: ['opened-draft'],
  queryFn: skipToken,
  gcTime: Infinity,
})
