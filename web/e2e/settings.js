/* Where the server is and who may sign in; tests/run sets these. */
export const settings = {
  url: process.env.PROFORMA_E2E_URL?.replace(/\/$/, '') ?? '',
  username: process.env.PROFORMA_E2E_USER ?? 'superadmin',
  password: process.env.PROFORMA_E2E_PASSWORD ?? 'admin123456',
  /** A Cost and Usage Report in CSV, of one payer and one month. */
  cur: process.env.PROFORMA_E2E_CUR ?? '',
  chromium: process.env.PROFORMA_E2E_CHROMIUM ?? '/usr/bin/chromium',
  /** Pictures of failures go here, when it is set. */
  artifacts: process.env.PROFORMA_E2E_ARTIFACTS ?? '',
  /** The README's pictures go here, when it is set. */
  readmePictures: process.env.PROFORMA_E2E_README ?? '',
}

export const missing = !settings.url ? 'PROFORMA_E2E_URL is not set' : !settings.cur ? 'PROFORMA_E2E_CUR is not set' : false
