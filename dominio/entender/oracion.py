"""Una frase con todo lo que se le reconoció: qué nombra, qué declara, cuándo, y su esqueleto."""

from __future__ import annotations

import re
from datetime import date

from dominio.entender.cortesia import apartar_cortesia
from dominio.entender.cuando import leer_cuando
from dominio.entender.erratas import lema_corregido
from dominio.entender.indice import IndiceDeFrases
from dominio.entender.lexico.vacias import RELLENOS, VACIAS
from dominio.entender.matices import distinguir
from dominio.entender.menciones import Menciones
from dominio.entender.nombres import Buscada, Hallado, Nombrados, Parecidos, buscar_nombres, buscar_parecidos
from dominio.entender.persona import leer_persona
from dominio.entender.piezas import Clase, Papel, Pieza, Renglones, partir
from dominio.entender.raices import raiz
from dominio.entender.sueltos import repartir_sueltos
from dominio.entender.valores import apartar_ajenos, leer_valores

_VERBO = re.compile(r"\w{2,}(?:amos|imos|emos|aron|ieron|ando|iendo|aba|aban|aremos|eremos|iremos|arian)")
# Qué parte de las palabras propias de la frase tiene que estar en un nombre para que lo señale.
_PARTE_MINIMA = 0.45
_MOMENTOS = frozenset({"pagar", "obligar", "comprometer", "cdp"})
_DE_AUSENCIA = frozenset({"ausencia", "reemplazar", "responsable", "responder"})
_DE_GASTO = _MOMENTOS | {"plata"}


class Oracion:
    """Lo reconocido en una frase; se arma de una vez y después solo se consulta.

    Attributes:
        piezas: con su papel.
        saluda, agradece: si trae un saludo o un agradecimiento, que ya no cuentan en el esqueleto.
        pregunta: trae un signo de interrogación.
    """

    def __init__(
        self, frase: str, indice: IndiceDeFrases, hoy: date, parecidos: Parecidos | None = None
    ) -> None:
        """Lee la frase en el orden en que una cosa ayuda a la siguiente."""
        self.indice = indice
        self.piezas = partir(frase)
        self.pregunta = any(pieza.texto == "?" for pieza in self.piezas)
        self._corregir_erratas()
        distinguir(self.piezas)
        self.saluda, self.agradece = apartar_cortesia(self.piezas)
        self.linea = Renglones(self.piezas).linea
        lemas = {pieza.lema for pieza in self.piezas}
        apartar_ajenos(self.piezas)
        self.cuando = leer_cuando(self.piezas, hoy, de_ausencia=bool(lemas & _DE_AUSENCIA))
        self.menciones = Menciones(indice, self.piezas)
        self.declarado = leer_valores(self.piezas)
        self.persona = leer_persona(frase, self.piezas) if lemas & _DE_AUSENCIA else None
        self.nombrados = self._buscar_nombres()
        self.mejor = self._mejor_nombrado()
        if self.mejor is None and not self.con_codigo and parecidos is not None:
            self.nombrados = self._buscar_parecidos(parecidos)
            self.mejor = self._mejor_nombrado()
        self._marcar_nombre()
        de_gasto = any(p.lema in _DE_GASTO and p.papel is None for p in self.piezas)
        repartir_sueltos(self.piezas, self.menciones, self.declarado, self.nombrados, de_gasto=de_gasto)
        self.momento = self._leer_momento()
        self.esqueleto = self._esqueleto()

    @property
    def con_codigo(self) -> bool:
        """Nombró algo por código o número."""
        return bool(self.menciones.objetos)

    @property
    def nombra(self) -> bool:
        """Nombró algo del plan: por código, o con palabras que lo señalan de veras."""
        return self.con_codigo or self.mejor is not None

    @property
    def desconocidas(self) -> int:
        """Cuántas palabras no son del oficio ni del plan, sin contar las que parecen verbos."""
        return sum(1 for texto in self._sin_papel() if not _VERBO.fullmatch(texto))

    @property
    def ajenas(self) -> int:
        """Cuántas palabras no son del oficio ni del plan, también las que parecen verbos."""
        return len(self._sin_papel())

    @property
    def senala_actividad(self) -> bool:
        """El objeto mejor nombrado es una actividad, y no solo su meta o su proyecto."""
        if self.mejor is None:
            return False
        mayor = 0.9 * self.mejor.con_arriba
        return any(
            h.con_arriba >= mayor and self.indice.objetos[h.objeto].ambito == "actividad" and self.propias(h)
            for h in self.nombrados.por_objeto.values()
        )

    @property
    def hay_monto(self) -> bool:
        """Dijo un monto, aunque no se pueda leer."""
        return any(pieza.papel is Papel.MONTO for pieza in self.piezas)

    def _sin_papel(self) -> list[str]:
        piezas = (self.piezas[i] for i in sorted(self.nombrados.desconocidas))
        return [pieza.texto for pieza in piezas if pieza.papel is None]

    @property
    def vacia(self) -> bool:
        """No queda nada que entender fuera de la cortesía."""
        return not self.esqueleto.strip()

    def menciona_nivel(self, *niveles: str) -> bool:
        """Si lo mencionado por código es de alguno de esos niveles."""
        return any(
            self.indice.objetos[lugar].ambito in niveles
            for grupo in self.menciones.objetos
            for lugar in grupo
        )

    def _corregir_erratas(self) -> None:
        for pieza in self.piezas:
            libre = pieza.clase is Clase.PALABRA and pieza.lema is None
            if libre and pieza.texto not in VACIAS and pieza.texto not in RELLENOS:
                parecidas = self.indice.raices_parecidas(pieza.texto)
                if not any(parecido == 1 for parecido in parecidas.values()):
                    pieza.lema = lema_corregido(pieza.texto)

    def _leer_momento(self) -> str | None:
        dichos = [p for p in self.piezas if p.lema in _MOMENTOS]
        # «Pago por servicios ambientales» es un nombre, salvo que se hable de un monto.
        libres = dichos if self.hay_monto else [p for p in dichos if p.papel is None]
        if libres:
            return min(libres, key=lambda p: p.papel is not None).lema
        # Un contrato firmado por un monto es un compromiso.
        firmado = any(p.texto.startswith("contrato") for p in self.piezas)
        return "comprometer" if firmado and self.declarado.monto is not None else None

    def _buscar_nombres(self) -> Nombrados:
        buscadas = [
            Buscada(i, pieza.texto, 1.0 if pieza.lema is None else 0.25)
            for i, pieza in enumerate(self.piezas)
            if pieza.clase is Clase.PALABRA
            and pieza.papel is None
            and pieza.texto not in VACIAS
            and pieza.texto not in RELLENOS
        ]
        return buscar_nombres(self.indice, buscadas)

    def _buscar_parecidos(self, parecidos: Parecidos) -> Nombrados:
        sueltas = {
            i: self.piezas[i].texto for i in self.nombrados.desconocidas if self.piezas[i].papel is None
        }
        return buscar_parecidos(self.indice, self.nombrados, sueltas, parecidos)

    def propias(self, hallado: Hallado) -> int:
        """Cuántas de las palabras que lo nombran no son además del oficio."""
        return sum(1 for i in hallado.aportes if self.piezas[i].lema is None)

    def _mejor_nombrado(self) -> Hallado | None:
        """El objeto mejor nombrado por palabras, si lo está de veras."""
        posibles = [h for h in self.nombrados.por_objeto.values() if self.senala(h)]
        return max(posibles, key=lambda h: (h.con_arriba, h.cubierto), default=None)

    def senala(self, hallado: Hallado) -> bool:
        """Si la frase nombra de veras ese objeto, y no solo comparte con él alguna palabra."""
        alcanza = hallado.con_arriba >= _PARTE_MINIMA * self.nombrados.total
        if not alcanza or self.propias(hallado):
            return alcanza
        # Solo con palabras del oficio: tiene que decir el nombre casi entero.
        return hallado.cubierto >= 0.6 and (len(hallado.aportes) >= 2 or self._tras_su_nivel(hallado))

    def _tras_su_nivel(self, hallado: Hallado) -> bool:
        """«Secretaría general»: la palabra va justo después de la de su nivel."""
        antes = min(hallado.lugares) - 1
        return antes >= 0 and self.piezas[antes].lema == self.indice.objetos[hallado.objeto].ambito

    def _marcar_nombre(self) -> None:
        """Las palabras del mejor nombre dejan de ser desconocidas; las del oficio, si van pegadas."""
        if self.mejor is None:
            return
        lugares = {i for i in self.mejor.lugares if self.piezas[i].lema is None}
        for i in self.mejor.lugares - lugares:
            if not self.propias(self.mejor) or any(not self._hay_algo_entre(i, j) for j in lugares):
                lugares.add(i)
        for i in lugares:
            self.piezas[i].papel = Papel.OBJETO
        self._marcar_numeros_del_nombre(lugares)
        for hallado in self.nombrados.por_objeto.values():
            if hallado.con_arriba >= 0.9 * self.mejor.con_arriba:
                for i in hallado.lugares:
                    if self.piezas[i].lema is None:
                        self.piezas[i].papel = Papel.OBJETO

    def _marcar_numeros_del_nombre(self, lugares: set[int]) -> None:
        """«La comuna 5», «los 270 computadores», «Tres Esquinas»: un número del nombre, junto a él."""
        suyas = self.indice.raices_de[self.mejor.objeto] if self.mejor is not None else {}
        for i, pieza in enumerate(self.piezas):
            suyo = pieza.clase is Clase.NUMERO and pieza.papel is None and raiz(pieza.texto) in suyas
            if suyo and (i - 1 in lugares or i + 1 in lugares):
                pieza.papel = Papel.OBJETO

    def _hay_algo_entre(self, uno: int, otro: int) -> bool:
        desde, hasta = sorted((uno, otro))
        return any(p.texto not in VACIAS for p in self.piezas[desde + 1 : hasta])

    def _esqueleto(self) -> str:
        """La frase en lemas y papeles, sin artículos ni rellenos; lo desconocido es «_»."""
        partes: list[str] = []
        antes = ""
        for pieza in self.piezas:
            # «Lo que mandé» no pregunta: es lo mandado.
            relativo = pieza.lema == "que" and antes in ("lo", "la", "el", "los", "las")
            parte = "loque" if relativo else _parte(pieza)
            antes = pieza.texto
            if parte and not (parte.isupper() and partes[-1:] == [parte]):
                partes.append(parte)
        return " ".join(partes)


def _parte(pieza: Pieza) -> str:
    if pieza.papel is Papel.CORTESIA:
        return ""
    if pieza.papel is not None:
        return pieza.papel.value
    if pieza.clase is not Clase.PALABRA:
        return "" if pieza.clase is Clase.SIGNO else "NUM"
    if pieza.lema is not None:
        return pieza.lema
    return "" if pieza.texto in VACIAS or pieza.texto in RELLENOS else "_"
