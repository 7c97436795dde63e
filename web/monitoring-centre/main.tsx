import './centre.css';
import { boot } from '../ui/boot.tsx';
import { CentrePage } from './CentrePage.tsx';

boot(<CentrePage />, 'dark');
