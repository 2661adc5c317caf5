import './identify.css';

/** A screen's number, as the shell puts it into the address. */
const number = document.createElement('p');
number.textContent = location.hash.slice(1).replace(/\D/g, '');
document.body.append(number);
