export const currencies = ['CNY', 'HKD', 'USD', 'EUR', 'JPY', 'GBP', 'SGD', 'TWD', 'MOP'] as const

/** Lengths that no contract has, and that would lead beyond the years that dates may have. */
export const longest = { years: 100, months: 1200, days: 36_500 }

/** The most dates and keepers of a contract, and characters of a text and of a date's name. */
export const termLimits = { dates: 10, keepers: 10, text: 100, date: 20 }

/** A decimal of two places. */
export const amountPattern = /^(0|[1-9]\d{0,14})(\.\d{1,2})?$/
