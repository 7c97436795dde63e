import { boot } from '../ui/boot.tsx';
import { VerifyPage } from './VerifyPage.tsx';

boot(<VerifyPage />);
