/** Whom Call rings: kr 112 (police). One constant until the jurisdiction pack carries it to the page. */
export const EMERGENCY_NUMBER = '112';
