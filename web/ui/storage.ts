/** This device's own settings (language, sound). Null where the browser forbids storage; never anything about a person. */
export function deviceStorage(): Storage | null {
  try {
    const storage = window.localStorage;
    storage.setItem('probe', '1');
    storage.removeItem('probe');
    return storage;
  } catch (error) {
    console.info('settings will not be kept:', error instanceof Error ? error.name : 'storage is forbidden');
    return null;
  }
}
