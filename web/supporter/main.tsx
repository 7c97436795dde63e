import { boot } from '../ui/boot.tsx';
import { SupporterPage } from './SupporterPage.tsx';

boot(<SupporterPage />);
