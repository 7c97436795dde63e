import { boot } from '../ui/boot.tsx';
import { EnterPage } from './EnterPage.tsx';

boot(<EnterPage />);
