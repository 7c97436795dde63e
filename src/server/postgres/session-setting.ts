/** The same address, its sessions beginning with a setting: PostgreSQL has it before the first statement. */
export function withSetting(url: URL, setting: string): URL {
  const copy = new URL(url.href);
  const options = copy.searchParams.get('options');
  copy.searchParams.set('options', `${options === null ? '' : `${options} `}-c ${setting}`);
  // `+` for a blank is not understood by the connection string's parser.
  return new URL(copy.href.replaceAll('+', '%20'));
}
