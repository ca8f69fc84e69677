"""Corre un guion de conversación por una puerta y comprueba lo que se ve y lo que queda guardado."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from bot.dialogos.difusion import redactar_avance
from bot.textos.recordatorio import redactar
from dominio.modelo.envio import EnvioTomado, EstadoEnvio
from dominio.modelo.persona import NuevaPersona, Rol
from dominio.modelo.reporte import Avance, OrigenReporte
from dominio.modelo.resultado import ResultadoDeMeta
from dominio.puertos.unidad import Almacen
from dominio.valores.fechas import BOGOTA
from recordatorios.barrido import Barrido
from recordatorios.difusion import AvanceDeDifusiones
from tests.apoyo.cambios_del_plan import aprobar_version, cambiar_meta, poner_ejecucion
from tests.apoyo.errores_del_plan import aceptar_los_errores, quitar_responsables
from tests.apoyo.plan import CUENTAS, VIGENCIA, Entorno, LunesAViernes, RelojQuieto
from tests.apoyo.recordatorios_recibidos import Llegado, dejar
from tests.conversaciones.puertas import Puerta

_UNIDADES = {"minutos": "minutes", "horas": "hours", "días": "days"}
_TEXTOS_ESPECIALES = {
    "<largo>": "a" * 5000,
    "<nulo>": "4\x005",
    "<derecha a izquierda>": "\u202e54",
    "<emoji>": "🎉🎉",
}


@dataclass
class Corredor:
    """Lo que un guion necesita mientras corre."""

    puerta: Puerta
    almacen: Almacen
    reloj: RelojQuieto
    entorno: Entorno
    quien: str = "ana"
    antes: int = 0
    cuentas: dict[str, int] = field(default_factory=dict)

    @property
    def cuenta(self) -> int:
        """La cuenta de Telegram de quien actúa."""
        return self.cuentas.get(self.quien) or CUENTAS.get(self.quien, 999)

    def correr(self, guion: dict) -> None:
        """Hace los pasos en orden; el primero que no se cumple dice cuál es y qué se veía."""
        for numero, paso in enumerate(guion["pasos"], start=1):
            for verbo, valor in paso.items():
                try:
                    getattr(self, f"_{verbo}")(valor)
                except AssertionError as error:
                    raise AssertionError(
                        f"paso {numero} ({verbo}: {valor!r}): {error}\n--- se veía:\n"
                        f"{self.puerta.visto(self.cuenta)}\n--- botones: {self.puerta.rotulos(self.cuenta)}"
                        f"\n--- aviso: {self.puerta.avisos(self.cuenta)}"
                    ) from error

    def _persona(self, nombre: str) -> None:
        self.quien = nombre

    def _escribe(self, texto: object) -> None:
        self.puerta.escribe(self.cuenta, _TEXTOS_ESPECIALES.get(str(texto), str(texto)))

    def _llega(self, quien: dict) -> None:
        """Alguien nuevo ya vinculado: nombre corto, nombre, rol, dependencia (código) y cuenta."""
        corto, cuenta, codigo = quien["quien"], quien["cuenta"], quien.get("dependencia")
        with self.almacen.unidad() as unidad:
            dependencias = {d.codigo: d.id for d in unidad.entidades.dependencias(self.entorno.entidad.id)}
            nueva = NuevaPersona(
                self.entorno.entidad.id, quien["nombre"], Rol(quien["rol"]), dependencias.get(codigo)
            )
            creada = unidad.personas.crear(nueva)
            unidad.personas.invitar(creada.id, corto, self.reloj.ahora() + timedelta(days=2), None)
            vinculada = unidad.personas.vincular(corto, cuenta, self.reloj.ahora())
            assert vinculada is not None
            unidad.confirmar()
        self.entorno.personas[corto] = vinculada
        self.cuentas[corto] = cuenta

    def _aprueba_el_plan(self, que: dict) -> None:
        """El Consejo aprobó el plan con esa acta, de esa fecha."""
        aprobar_version(self.almacen, self.entorno, self.reloj.ahora(), que["acta"], que["fecha"])

    def _pide_visto_bueno(self, valor: bool) -> None:
        """La entidad pide, o deja de pedir, el visto bueno de la jefatura."""
        with self.almacen.unidad() as unidad:
            entidad = unidad.entidades.traer(self.entorno.entidad.id)
            unidad.entidades.configurar(replace(entidad, visto_bueno=valor))
            unidad.confirmar()

    def _bloquea_el_asistente(self, nombre: str) -> None:
        with self.almacen.unidad() as unidad:
            unidad.personas.marcar_alcance(CUENTAS[nombre], inalcanzable=True)
            unidad.confirmar()

    def _busca(self, texto: str) -> None:
        """«@bot texto» en otro chat."""
        self.puerta.busca(self.cuenta, texto)

    def _responde(self, que: dict) -> None:
        """Contesta citando un mensaje del asistente: ``al`` trae ese texto, ``con`` es lo escrito."""
        self.puerta.escribe(self.cuenta, str(que["con"]), al=que["al"])

    def _le_recordara(self, que: dict) -> None:
        """Hay un recordatorio propio que sale ese día y hora de Bogotá, y dice eso."""
        cuando = datetime.fromisoformat(que["cuando"]).replace(tzinfo=BOGOTA)
        tomados: list[EnvioTomado] = []
        with self.almacen.unidad() as unidad:
            while listos := unidad.salidas.reclamar(cuando, timedelta(minutes=1), 50):
                tomados += listos
                unidad.salidas.resolver([(t.id, EstadoEnvio.ENVIADO, None, None) for t in listos], cuando)
        propios = [t.envio for t in tomados if t.envio.no_antes == cuando.astimezone(UTC)]
        assert len(propios) == 1, f"hay {len(propios)} recordatorios para {cuando}"
        assert que["dice"] in str(propios[0].cuerpo["text"])

    def _empieza(self, _valor: object) -> None:
        """Aquí empieza la tarea que el guion cuenta: lo de antes era para poder hacerla."""

    def _recuerda(self, cuando: str) -> None:
        """Llega esa hora de Bogotá, y con ella los recordatorios que tocan."""
        instante = datetime.fromisoformat(str(cuando)).replace(tzinfo=BOGOTA)
        self.reloj.adelantar(instante - self.reloj.ahora())
        Barrido(self.almacen, lambda _entidad: LunesAViernes(), redactar, self.reloj).correr(instante)
        self.puerta.recibe()

    def _le_llego(self, codigo: str) -> None:
        """A quien actúa le acaba de llegar un recordatorio de esa actividad."""
        with self.almacen.unidad() as unidad:
            renglones = {r.codigo: r for r in unidad.planes.renglones(self.entorno.entidad.id, VIGENCIA)}
            llegado = Llegado(renglones[codigo], self.entorno.personas[self.quien].id, self.reloj.ahora())
            dejar(unidad, self.entorno.entidad.id, llegado)
            unidad.confirmar()

    def _recibe_lo_difundido(self, _valor: object) -> None:
        """Sale lo que está por salir, y el asistente cuenta cómo fueron las difusiones."""
        self.puerta.recibe()
        AvanceDeDifusiones(self.almacen, redactar_avance).correr(self.reloj.ahora())
        self.puerta.recibe()

    def _escribe_varias(self, textos: list[str]) -> None:
        for texto in textos:
            self._escribe(texto)

    def _toca(self, rotulo: str) -> None:
        self.antes = self.puerta.cuantos(self.cuenta)
        self.puerta.toca(self.cuenta, rotulo)

    def _toca_dos_veces(self, rotulo: str) -> None:
        self.puerta.toca(self.cuenta, rotulo, veces=2)

    def _toca_viejo(self, rotulo: str) -> None:
        self.puerta.toca(self.cuenta, rotulo, viejo=True)

    def _adjunta(self, nombres: str | list[str]) -> None:
        self.antes = self.puerta.cuantos(self.cuenta)
        self.puerta.adjunta(self.cuenta, [nombres] if isinstance(nombres, str) else nombres)

    def _edita(self, texto: object) -> None:
        """Un texto nuevo para el último mensaje, o la pareja [lo que decía, lo que dice]."""
        de, nuevo = texto if isinstance(texto, list) else ("", texto)
        self.puerta.edita(self.cuenta, str(nuevo), str(de))

    def _ubica(self, grados: list[float]) -> None:
        self.antes = self.puerta.cuantos(self.cuenta)
        self.puerta.ubica(self.cuenta, *grados)

    def _manda(self, que: str) -> None:
        self.puerta.otra(self.cuenta, que)

    def _en_grupo(self, texto: str) -> None:
        self.puerta.en_grupo(self.cuenta, texto)

    def _repite(self, _valor: object) -> None:
        self.puerta.repite()

    def _pasa(self, cuanto: str) -> None:
        numero, unidad = cuanto.split()
        self.reloj.adelantar(timedelta(**{_UNIDADES[unidad]: int(numero)}))

    def _revoca(self, nombre: str) -> None:
        with self.almacen.unidad() as unidad:
            unidad.personas.revocar(self.entorno.personas[nombre].id)
            unidad.confirmar()

    def _invita(self, codigo: str) -> None:
        """Deja lista una invitación con ese código para quien actúa."""
        import hashlib

        resumen = hashlib.sha256(codigo.encode()).hexdigest()
        with self.almacen.unidad() as unidad:
            persona = self.entorno.personas[self.quien]
            unidad.personas.invitar(persona.id, resumen, self.reloj.ahora() + timedelta(hours=72), None)
            unidad.confirmar()

    def _meta(self, cambios: dict[str, dict]) -> None:
        """El plan llega otra vez con cambios en una meta (vea ``cambiar_meta``)."""
        for codigo, valores in cambios.items():
            cambiar_meta(self.almacen, self.entorno, codigo, valores)

    def _con_errores(self, codigos: list[str]) -> None:
        """El plan llega otra vez con esas actividades sin nombre y apellido de responsable."""
        quitar_responsables(self.almacen, self.entorno, codigos)

    def _acepta_los_errores(self, razon: str) -> None:
        aceptar_los_errores(self.almacen, self.entorno, razon)

    def _gastado(self, saldos: dict[str, dict]) -> None:
        """La actividad ya lleva esa ejecución, en pesos."""
        for codigo, valores in saldos.items():
            poner_ejecucion(self.almacen, self.entorno, codigo, valores)

    def _ve(self, esperados: str | list[str]) -> None:
        visto = self.puerta.visto(self.cuenta)
        for esperado in [esperados] if isinstance(esperados, str) else esperados:
            assert str(esperado) in visto, f"no se ve «{esperado}»"

    def _no_ve(self, prohibidos: str | list[str]) -> None:
        visto = self.puerta.visto(self.cuenta) + "\n" + "\n".join(self.puerta.rotulos(self.cuenta))
        for prohibido in [prohibidos] if isinstance(prohibidos, str) else prohibidos:
            assert str(prohibido) not in visto, f"se ve «{prohibido}»"

    def _mensajes_nuevos(self, debidos: int) -> None:
        """Cuántos mensajes dejó el último toque o envío de archivos."""
        nuevos = self.puerta.cuantos(self.cuenta) - self.antes
        assert nuevos == debidos, f"llegaron {nuevos} mensajes"

    def _nada(self, _valor: object) -> None:
        assert self.puerta.visto(self.cuenta) == "", "se esperaba silencio"

    def _ve_botones(self, esperados: list[str]) -> None:
        rotulos = self.puerta.rotulos(self.cuenta)
        for esperado in esperados:
            assert any(rotulo.startswith(esperado) for rotulo in rotulos), f"falta el botón «{esperado}»"

    def _aviso(self, esperado: str) -> None:
        assert esperado in self.puerta.avisos(self.cuenta), f"el aviso no dice «{esperado}»"

    def _queda(self, esperado: dict) -> None:
        with self.almacen.lectura() as unidad:
            renglones = {r.codigo: r for r in unidad.planes.renglones(self.entorno.entidad.id, VIGENCIA)}
            avances = [
                avance
                for avance in unidad.reportes.avances(self.entorno.entidad.id, VIGENCIA)
                if avance.origen is OrigenReporte.CHAT
            ]
            resultados = unidad.resultados.de_la_vigencia(self.entorno.entidad.id, VIGENCIA)
            acciones = [fila[1].accion for fila in unidad.auditoria.ultimas(self.entorno.entidad.id, 50)]
            persona = self.entorno.personas.get(self.quien)
            borrador = unidad.borradores.traer(persona.id, self.cuenta) if persona else None
        for clave, valor in esperado.items():
            if clave in _DE_AVANCE:
                for codigo, debido in valor.items():
                    hallado = _DE_AVANCE[clave]([a for a in avances if a.actividad_codigo == codigo])
                    assert str(hallado) == str(debido), f"{clave} de {codigo}: {hallado}"
            elif clave in _DE_RESULTADO:
                for codigo, debido in valor.items():
                    hallado = _DE_RESULTADO[clave]([r for r in resultados if r.meta_codigo == codigo])
                    assert str(hallado) == str(debido), f"{clave} de {codigo}: {hallado}"
            elif clave == "borrador":
                assert (borrador is not None) == valor, f"borrador: {borrador}"
            elif clave == "auditado":
                assert valor in acciones, f"acciones: {acciones}"
            else:
                for codigo, debido in valor.items():
                    hallado = str(getattr(renglones[codigo].saldos, clave))
                    assert hallado == f"{debido:.2f}", f"{clave} de {codigo}: {hallado}"


_DE_AVANCE: dict[str, Callable[[list[Avance]], object]] = {
    "reportes": len,
    "avance": lambda avances: avances[-1].porcentaje if avances else None,
    "cantidad": lambda avances: avances[-1].cantidad if avances else None,
    "logro": lambda avances: avances[-1].logro if avances else None,
    "dificultades": lambda avances: avances[-1].dificultades if avances else None,
    "motivo": lambda avances: avances[-1].motivo_retroceso if avances else None,
    "aclaracion": lambda avances: avances[-1].aclaracion if avances else None,
    "evidencias": lambda avances: avances[-1].evidencias if avances else None,
    "folio": lambda avances: avances[-1].folio if avances else None,
    "estado": lambda avances: avances[-1].estado.value if avances else None,
    "modalidad": lambda avances: avances[-1].modalidad.value if avances else None,
    "extemporaneo": lambda avances: avances[-1].extemporaneo if avances else None,
    "reemplaza": lambda avances: avances[-1].correccion.reemplaza if avances[-1].correccion else None,
    "por_que": lambda avances: avances[-1].correccion.motivo if avances[-1].correccion else None,
}


_DE_RESULTADO: dict[str, Callable[[list[ResultadoDeMeta]], object]] = {
    "resultados": len,
    "resultado": lambda todos: f"{todos[-1].valor:f}" if todos else None,
    "nota": lambda todos: todos[-1].aclaracion if todos else None,
    "analisis": lambda todos: todos[-1].analisis if todos else None,
    "proyeccion": lambda todos: todos[-1].proyeccion if todos else None,
}
